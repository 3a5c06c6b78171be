"""What the reader of printed plans says, in Chinese: refusals of files, and doubts about what was read."""

READING: dict[str, str] = {
    # Files that cannot be read
    # Facts of the plan: title, number, issuers, days, period
    # Checkpoints
    # Sections, tasks, key projects
    # Targets and concrete projects
    # Units
    # The command
    "read_onto_itself": "“{path}”就是要读的文件，不能把方案文件写在它上面；请另写一个文件名",
}
