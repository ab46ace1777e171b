// Content: the content/ folder as values, and everything that is wrong with it.
//
//   ContentFolder           the contract and every document, read in one pass
//     Contract                content/engagement.yaml (ContractReader)
//     Page                    one Markdown file: front matter + document
//       FrontMatter             typed; every fault a diagnostic
//       Document                the Markdown tree
//   Diagnostic              a fault with file, line, rule and remedy; faults are values, and all are
//                           reported together
//
// Reading touches the disk in one function, `ContentFolder.read(at:)`; everything else works on bytes
// that it is handed, so tests and the live preview need no folder.
