//  What the fuzzer and its replay feed with bytes: one function for each reader of a stranger's input.
//
//  Read the files in this order:
//
//  1. `FuzzTarget` (this file): the readers by name.
//  2. `Properties`: what must hold for any input. A reader may refuse an input; it must not trap, hang or accept what it
//     cannot read back.
//
//  `Driver` runs one target under libFuzzer (`make fuzz TARGET=csv`), `Replay` runs every file of `Corpus` in `make test`.

/// A reader of input that nobody has checked.
package enum FuzzTarget: String, CaseIterable, Sendable {
    case markdown
    case frontMatter = "front-matter"
    case contract
    case csv
    case calendar
    case dot
    case mermaid
    case svg
    case image
    case payload

    /// The target that the first argument of the process names, or nil if it names none.
    package static let selected = CommandLine.arguments.dropFirst().first.flatMap(FuzzTarget.init)

    /// Reads `bytes`, and stops the process if a property does not hold.
    package func run(_ bytes: [UInt8]) {
        switch self {
        case .markdown: Properties.markdown(bytes)
        case .frontMatter: Properties.frontMatter(bytes)
        case .contract: Properties.contract(bytes)
        case .csv: Properties.csv(bytes)
        case .calendar: Properties.calendar(bytes)
        case .dot: Properties.dot(bytes)
        case .mermaid: Properties.mermaid(bytes)
        case .svg: Properties.image(bytes, path: "a.svg")
        case .image: Properties.image(bytes, path: "a.png")
        case .payload: Properties.payload(bytes)
        }
    }
}
