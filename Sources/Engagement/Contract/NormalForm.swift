// The normal forms of Unicode are in the standard library, and Foundation's copy would link ICU.
@_spi(_Unicode) import Swift

extension String {
    /// The text in Unicode's Normalization Form C.
    ///
    /// A name typed on a Mac may have its ü in two characters. Stored in one form, it is one person for SQL too.
    package var inNormalForm: String {
        guard utf8.contains(where: { $0 >= 0x80 }) else { return self }
        var scalars = UnicodeScalarView()
        for scalar in _nfc { scalars.append(scalar) }
        return String(scalars)
    }
}
