/// The contract as it reads from here on.
package struct ContractRecorded: EventPayload {
    package var contract: Contract

    package init(contract: Contract) { self.contract = contract }
}
