"""The command `derek collections`: lists collections of articles, puts articles into them and takes them out."""

from __future__ import annotations

import argparse
import os


def add_commands(parser: argparse.ArgumentParser) -> None:
    """Declare the commands and what they take; without one, the collections are listed."""
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", dest="action")
    for name, text in (
        ("add", "put articles into a collection, which is made if need be"),
        ("remove", "take articles out of a collection; the library keeps them"),
    ):
        command = commands.add_parser(name, help=text, description=text)
        command.add_argument("name", metavar="NAME", help="the collection's name")
        command.add_argument("ids", nargs="+", metavar="ARTICLE_ID", help="an article's id (`derek articles`)")
        # Without a default, so that the option may stand before the sub-command as well.
        command.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="print the result as JSON")


def run(options: argparse.Namespace) -> int:
    """List or change collections; raises CorpusError for an unknown article, an unknown collection or no name."""
    from corpus import Home, Library
    from ui.terminal import say, say_json

    library = Library.open(Home.from_environment(os.environ))
    if options.action is not None:
        change = library.put_into_collection if options.action == "add" else library.take_out_of_collection
        changed = change(options.name, options.ids)
        if options.json:
            say_json({"collection": options.name, "changed": changed})
        else:
            say(f"{changed} articles {'put into' if options.action == 'add' else 'taken out of'} {options.name}")
        return 0
    collections = library.collections()
    if options.json:
        say_json([{"name": one.name, "articles": one.articles} for one in collections])
        return 0
    for one in collections:
        say(f"{len(one):6}  {one.name}")
    if not collections:
        say("No collections yet; make one with `derek collections add NAME ARTICLE_ID`.")
    return 0
