/// The file in which the site's rehearsal form saves what the customer rehearsed.
package enum RehearsalFormat {
    package static let name = "workbook-rehearsals/v1"
}
