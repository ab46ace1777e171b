/// Bytes by their place, none beyond the end.
struct ByteReader {
    let bytes: [UInt8]

    var count: Int { bytes.count }

    /// The bytes of a range, or nil if it ends beyond the last one.
    func slice(_ place: Int, _ count: Int) -> ArraySlice<UInt8>? {
        guard place >= 0, count >= 0, count <= bytes.count, place <= bytes.count - count else { return nil }
        return bytes[place..<place + count]
    }

    func begins(with start: [UInt8]) -> Bool { bytes.starts(with: start) }

    func byte(at place: Int) -> UInt8? { bytes.indices.contains(place) ? bytes[place] : nil }

    func holds(_ word: String, at place: Int) -> Bool {
        let word = Array(word.utf8)
        return place >= 0 && place + word.count <= bytes.count && bytes[place..<place + word.count].elementsEqual(word)
    }

    /// A number of `count` bytes, the highest first.
    func big(_ count: Int, at place: Int) -> Int? {
        guard place >= 0, place + count <= bytes.count else { return nil }
        return bytes[place..<place + count].reduce(0) { $0 << 8 | Int($1) }
    }

    /// A number of `count` bytes, the lowest first.
    func little(_ count: Int, at place: Int) -> Int? {
        guard place >= 0, place + count <= bytes.count else { return nil }
        return bytes[place..<place + count].reversed().reduce(0) { $0 << 8 | Int($1) }
    }
}
