/// Decompresses DEFLATE (RFC 1951), to at most as many bytes as the caller allows.
struct Inflation {
    /// The data is damaged, or becomes longer than the limit.
    enum Failure: Error {
        case damaged, tooLong
    }

    private let bytes: ArraySlice<UInt8>
    private let limit: Int
    private var place: Int
    private var bits: UInt32 = 0
    private var bitCount = 0
    private var output: [UInt8] = []

    private init(_ bytes: ArraySlice<UInt8>, limit: Int) {
        self.bytes = bytes
        self.limit = limit
        place = bytes.startIndex
    }

    static func bytes(of compressed: ArraySlice<UInt8>, limit: Int) throws(Failure) -> [UInt8] {
        var inflation = Inflation(compressed, limit: limit)
        try inflation.readBlocks()
        return inflation.output
    }

    private mutating func readBlocks() throws(Failure) {
        var isLast = false
        while !isLast {
            isLast = try read(1) == 1
            switch try read(2) {
            case 0: try copyStored()
            case 1: try decode(Self.fixedLiterals, Self.fixedDistances)
            case 2:
                let (literals, distances) = try readCodes()
                try decode(literals, distances)
            default: throw .damaged
            }
        }
    }

    /// The next bits, the lowest first.
    private mutating func read(_ count: Int) throws(Failure) -> Int {
        while bitCount < count {
            guard place < bytes.endIndex else { throw .damaged }
            bits |= UInt32(bytes[place]) << UInt32(bitCount)
            bitCount += 8
            place += 1
        }
        let value = bits & ((1 << UInt32(count)) - 1)
        bits >>= UInt32(count)
        bitCount -= count
        return Int(value)
    }

    private mutating func copyStored() throws(Failure) {
        // Stored bytes begin at a whole byte.
        bits = 0
        bitCount = 0
        let length = try read(16)
        guard try read(16) == ~length & 0xFFFF, place + length <= bytes.endIndex else { throw .damaged }
        guard output.count + length <= limit else { throw .tooLong }
        output += bytes[place..<place + length]
        place += length
    }

    private mutating func decode(_ literals: Code, _ distances: Code) throws(Failure) {
        while true {
            let symbol = try symbol(of: literals)
            if symbol == 256 { return }
            if symbol < 256 {
                guard output.count < limit else { throw .tooLong }
                output.append(UInt8(symbol))
                continue
            }
            guard symbol - 257 < Self.lengths.count else { throw .damaged }
            let (base, extra) = Self.lengths[symbol - 257]
            let length = try base + read(extra)
            let place = try self.symbol(of: distances)
            guard place < Self.distances.count else { throw .damaged }
            let (near, more) = Self.distances[place]
            let distance = try near + read(more)
            guard distance <= output.count else { throw .damaged }
            guard output.count + length <= limit else { throw .tooLong }
            // A copy may reach into what it writes.
            for _ in 0..<length { output.append(output[output.count - distance]) }
        }
    }

    private mutating func symbol(of code: Code) throws(Failure) -> Int {
        var value = 0
        var first = 0
        var index = 0
        for length in 1...Code.longest {
            value |= try read(1)
            let count = code.counts[length]
            if value - first < count { return code.symbols[index + value - first] }
            index += count
            first = (first + count) << 1
            value <<= 1
        }
        throw .damaged
    }

    /// The codes that a block brings along, themselves compressed.
    private mutating func readCodes() throws(Failure) -> (literals: Code, distances: Code) {
        let literalCount = try read(5) + 257
        let distanceCount = try read(5) + 1
        let lengthCount = try read(4) + 4
        guard literalCount <= 286, distanceCount <= 30 else { throw .damaged }
        var lengths = [Int](repeating: 0, count: 19)
        for index in 0..<lengthCount { lengths[Self.lengthOrder[index]] = try read(3) }
        let code = try Code(lengths)
        var all: [Int] = []
        while all.count < literalCount + distanceCount {
            let symbol = try symbol(of: code)
            switch symbol {
            case 0..<16: all.append(symbol)
            case 16:
                guard let last = all.last else { throw .damaged }
                all += [Int](repeating: last, count: try read(2) + 3)
            case 17: all += [Int](repeating: 0, count: try read(3) + 3)
            default: all += [Int](repeating: 0, count: try read(7) + 11)
            }
        }
        guard all.count == literalCount + distanceCount, all[256] != 0 else { throw .damaged }
        return (try Code(Array(all[..<literalCount])), try Code(Array(all[literalCount...])))
    }

    /// A canonical Huffman code: how many codes each length has, and their symbols in order.
    private struct Code {
        static let longest = 15
        var counts = [Int](repeating: 0, count: longest + 1)
        var symbols: [Int] = []

        init(_ lengths: [Int]) throws(Failure) {
            for length in lengths where length > 0 { counts[length] += 1 }
            var left = 1
            for length in 1...Self.longest {
                left = left * 2 - counts[length]
                // More codes than their lengths allow.
                if left < 0 { throw .damaged }
            }
            for length in 1...Self.longest { symbols += lengths.indices.filter { lengths[$0] == length } }
        }

        init(fixed lengths: [Int]) {
            for length in lengths where length > 0 { counts[length] += 1 }
            for length in 1...Self.longest { symbols += lengths.indices.filter { lengths[$0] == length } }
        }
    }

    private static let fixedLiterals = Code(
        fixed: [(8, 144), (9, 112), (7, 24), (8, 8)].flatMap { [Int](repeating: $0.0, count: $0.1) })
    private static let fixedDistances = Code(fixed: [Int](repeating: 5, count: 30))
    private static let lengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]

    /// The shortest length of each symbol from 257, and how many bits are added to it.
    private static let lengths: [(Int, Int)] = {
        var table: [(Int, Int)] = []
        var base = 3
        for index in 0..<28 {
            let extra = index < 8 ? 0 : index / 4 - 1
            table.append((base, extra))
            base += 1 << extra
        }
        return table + [(258, 0)]
    }()

    private static let distances: [(Int, Int)] = {
        var table: [(Int, Int)] = []
        var base = 1
        for index in 0..<30 {
            let extra = index < 4 ? 0 : index / 2 - 1
            table.append((base, extra))
            base += 1 << extra
        }
        return table
    }()
}
