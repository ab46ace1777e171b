/// The one thing that Exif data says about how a picture is shown: which way up (Exif 2.3, 4.6.4).
enum ExifOrientation {
    /// Returns the orientation, from 1 to 8, of the TIFF header at `start`, or 1 if it has none.
    static func read(_ reader: ByteReader, at start: Int) -> Int {
        let isLittle = reader.holds("II", at: start)
        guard isLittle || reader.holds("MM", at: start) else { return 1 }
        func number(_ count: Int, _ place: Int) -> Int? {
            isLittle ? reader.little(count, at: place) : reader.big(count, at: place)
        }
        guard let offset = number(4, start + 4), let count = number(2, start + offset) else { return 1 }
        for index in 0..<count {
            let entry = start + offset + 2 + index * 12
            guard let tag = number(2, entry) else { return 1 }
            if tag == 0x0112 {
                let orientation = number(2, entry + 8) ?? 1
                return 1...8 ~= orientation ? orientation : 1
            }
        }
        return 1
    }

    /// A TIFF header with one entry, the orientation, and nothing else.
    static func tiff(_ orientation: Int) -> [UInt8] {
        [
            0x4D, 0x4D, 0, 42, 0, 0, 0, 8,  // Big-endian; the first directory is at 8.
            0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, UInt8(truncatingIfNeeded: orientation), 0, 0,
            0, 0, 0, 0,
        ]
    }
}
