/// The two sites of a workbook: everything, or only what is marked for the customer.
package enum Edition: String, Sendable, Codable, CaseIterable {
    case `internal`
    case customer
}
