// Knowledge: what contract, state and documents say about each other, as values; no HTML, no files, no clock.
//
//   Trace/      what proves each criterion of the contract, and what it rests on
//     CurrentDocuments        the documents as they read now, each with its fingerprint
//     Proof                   what evidence is worth: whether the customer proved it, at which revision
//     LineDiff                the lines that two texts of a page differ in
//     Trace                   criterion by criterion: activities, decisions, runbooks, rehearsals, evidence, sign-off
//   Gaps/       what the contract's claim still lacks
//     Gap, GapCount           one gap with the action that closes it; the denominator of a kind
//     Gaps                    all of them, the most important first
//   Acceptance/ packs, the customer's answers, and ChangesSinceAcceptance: which accepted documents read otherwise now
//   Runbooks/   runbooks as steps, values quoted for their commands, and records of runs
//     Runbook                 steps with stable addresses
//     CommandText             a command with parameters; ShellPlaces, PythonPlaces, SQLPlaces
//     RunRecord               what happened, as Markdown that a stopped run resumes from
//     SecretMask              output without secrets
//   Decisions/  what decisions do to each other, and edits of their files as values
//     DecisionRegister        every decision; finds one, and makes edits
//     ContentEdit             the files that an edit writes together, and what it changes in words
//     DecisionLine            a decision as lists and JSON show it
