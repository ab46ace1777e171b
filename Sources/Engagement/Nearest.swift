/// The candidate that `word` was most likely meant to be, or nil where none comes close.
package func nearest(to word: String, among candidates: [String]) -> String? {
    let scored = candidates.map { (distance: editDistance(word, $0), name: $0) }
    guard let best = scored.min(by: { $0.distance < $1.distance }),
        best.distance <= max(2, word.count / 3)
    else { return candidates.first { $0.hasPrefix(word) && word.count > 2 } }
    return best.name
}

/// Levenshtein's distance: how many letters are added, dropped or changed.
private func editDistance(_ left: String, _ right: String) -> Int {
    let right = Array(right)
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
