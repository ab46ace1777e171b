import Foundation
import FuzzTargets
import Testing

/// Runs the corpus of the fuzzer again: its seeds, and every input that once broke a reader.
@Suite struct CorpusTests {
    private static let corpus = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Corpus")

    @Test(arguments: FuzzTarget.allCases) func `every input of the corpus is read or refused`(target: FuzzTarget) throws
    {
        let folder = Self.corpus.appending(path: target.rawValue)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        #expect(!names.isEmpty, "the corpus of \(target.rawValue) has no seed")
        for name in names { target.run(Array(try Data(contentsOf: folder.appending(path: name)))) }
    }
}
