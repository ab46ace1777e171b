// Processes: runs another program with bounds on time, memory and output; git as a read-only repository.
//
//   Program           an executable file, found through the absolute folders of PATH
//     Limits            the bounds of one run
//     Run               how a run ended and what it printed
//   CommandSession    a shell or interpreter that stays open for the blocks of a runbook
//   GitRepository     a work tree that is only read
//     GitCommit         one line of its history
//
// Nothing here goes through a shell, and a program sees only the environment that it is given.
