import TestSupport
import Testing

/// The storage under kills, failing system calls and crashes.
///
/// A sample of what `make test-faults` runs as a whole. The seeds are fixed, so that a result depends on nothing but the
/// code; another one is drawn with `python3 Tests/faults/campaign.py --sample 300`, and repeated with the seed that it
/// prints. One after the other: each uses both cores.
@Suite(.serialized) struct FaultTests {
    private static let seed = ["--seed", "20261201"]

    @Test(.timeLimit(.minutes(60)))
    func `300 killed and failing system calls lose nothing, say nothing untrue and leave nothing behind`() async throws
    {
        let sample = PythonProgram(path: "faults/campaign.py", arguments: ["--sample", "300"] + Self.seed)
        print(try await sample.run())
    }

    @Test(.timeLimit(.minutes(60)))
    func `400 states that a crash may leave on the disk hold every acknowledged entry`() async throws {
        let sample = PythonProgram(path: "faults/crash_states.py", arguments: ["--states", "400"] + Self.seed)
        print(try await sample.run())
    }
}
