// Knowledge: what contract, state and documents say about each other, as values; no HTML, no files, no clock.
//
//   Trace/      what proves each criterion of the contract, and what it rests on
//     CurrentDocuments        the documents as they read now, each with its fingerprint
