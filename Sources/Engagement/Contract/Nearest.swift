/// Longer words are not compared letter by letter, which takes the product of both lengths: nobody writes such a name
/// by hand.
private let mostLetters = 128

/// The candidate that `word` was most likely meant to be, or nil where none comes close.
package func nearest(to word: String, among candidates: [String]) -> String? {
    let letters = Array(word.utf8)
    let most = max(2, letters.count / 3)
    var best: (distance: Int, name: String)?
    for name in letters.count <= mostLetters ? candidates : [] {
        // As many letters as the two differ in length are added or dropped at least.
        let limit = best.map { $0.distance - 1 } ?? most
        guard abs(name.utf8.count - letters.count) <= limit else { continue }
        let distance = editDistance(letters, Array(name.utf8))
        if distance <= limit { best = (distance, name) }
    }
    return best?.name ?? candidates.first { $0.hasPrefix(word) && word.count > 2 }
}

/// Levenshtein's distance: how many letters are added, dropped or changed.
func editDistance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var row = Array(0...right.count)
    for (i, a) in left.enumerated() {
        var diagonal = row[0]
        row[0] = i + 1
        for (j, b) in right.enumerated() {
            let substituted = diagonal + (a == b ? 0 : 1)
            diagonal = row[j + 1]
            row[j + 1] = min(substituted, row[j] + 1, row[j + 1] + 1)
        }
    }
    return row[right.count]
}
