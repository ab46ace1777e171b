/// Joins a list into a message or hint, and says how many items it leaves out: `a, b, c and 7 more`.
///
/// - Parameters:
///   - items: The list, in the order in which it is shown.
///   - limit: The number of items that are shown.
package func abridged(
    _ items: some Collection<String>, atMost limit: Int = 24, separator: String = ", "
) -> String {
    let more = items.count > limit ? " and \(items.count - limit) more" : ""
    return items.prefix(limit).joined(separator: separator) + more
}
