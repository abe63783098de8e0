"""govtask: Chinese government task breakdowns, progress reports and work reports as validated records."""

__version__ = "0.1.0"
