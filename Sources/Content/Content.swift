// Content: the content/ folder as values, and everything that is wrong with it.
//
//   ContentFolder           the contract and every document, read in one pass
//     Contract                content/engagement.yaml (ContractReader)
//     Page                    one Markdown file: front matter + document
//       FrontMatter             typed; every fault a diagnostic
//       Document                the Markdown tree
//   Reviews, Watches        which pages are due for a review, and which watched files changed since;
//                           the clock and the repository's history are handed in
//   Diagnostic              a fault with file, line, rule and remedy; faults are values, and all are
//                           reported together
//     DiagnosticRule          the rules, each with a sentence on what it finds and why
//
// Reading touches the disk in one function, `ContentFolder.read(at:)`; everything else works on bytes
// that it is handed, so tests and the live preview need no folder.
