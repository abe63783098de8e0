"""`python -m govtask_cli` is `govtask`."""

from govtask_cli.cli import main

if __name__ == "__main__":
    main(prog_name="govtask")
