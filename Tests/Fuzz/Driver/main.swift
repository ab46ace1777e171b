//  Runs one target under libFuzzer: `Fuzz TARGET CORPUS... [-max_total_time=60 ...]`.
import FuzzTargets
import Glibc

/// libFuzzer's own entry point, which calls `callback` with one input after another and never returns early.
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
    _ count: UnsafeMutablePointer<Int32>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ callback: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
) -> Int32

guard FuzzTarget.selected != nil else {
    print("usage: Fuzz TARGET [CORPUS...] [libFuzzer's options]")
    print("targets: " + FuzzTarget.allCases.map(\.rawValue).joined(separator: ", "))
    exit(2)
}
// libFuzzer sees the program's name and everything after the target.
var rest = ([CommandLine.arguments[0]] + CommandLine.arguments.dropFirst(2)).map { strdup($0) } + [nil]
var count = Int32(rest.count - 1)
let status = rest.withUnsafeMutableBufferPointer { buffer -> Int32 in
    guard var base = buffer.baseAddress else { return 2 }
    return runDriver(&count, &base) { bytes, length in
        FuzzTarget.selected?.run(Array(UnsafeBufferPointer(start: bytes, count: length)))
        return 0
    }
}
exit(status)
