// Content: the content/ folder as values, and everything that is wrong with it.
//
//   ContentFolder           the contract and every document, read in one pass
//     Contract                content/engagement.yaml (ContractReader)
//     Page                    one Markdown file: front matter + document
//       FrontMatter             typed; every mistake a diagnostic
//       Document                the Markdown tree
//   DecisionDocument        the file of a decision in the style of any tool, edited byte for byte
//   Reviews, Watches        which pages are due for a review, and which watched files changed since;
//                           the clock and the repository's history are handed in
//   Diagnostic              a mistake with file, line, rule and remedy; diagnostics are values, and all are
//                           reported together
//     DiagnosticRule          the rules, each with a sentence on what it finds and why
//     SeveritySettings        content/workbook.yaml: which of them are errors, warnings or off, and where
//   Adoption                Markdown that was written for other tools, made pages: ForeignPage is what such a file
//                           says, MatterAdoption gives it front matter, LinkAdoption mends its addresses
//   Mending                 what `check --fix` corrects, byte for byte: mistakes that have one right answer
//   FirstPages              the pages of a new engagement, from the worked example and the customer's answers
//     Answers                 what the engagement is about: given, or derived (Question)
//     BeginningTable          site/beginning/: words, pages, sections and decisions that differ
//     Substitution            words and dates, each place once; BegunLinks mends links to pages that were left out
//
// Reading touches the disk in one function, `ContentFolder.read(at:)`; everything else works on bytes
// that it is handed, so tests and the live preview need no folder.
