"""The command line: one module a command; `app` puts them together."""


def main() -> None:
    """Run the command line with the process's arguments; ends the process with its exit code."""
    from dragoman.cli.app import app

    app(prog_name="dragoman")
