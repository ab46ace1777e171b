/// Words that any public page may say: a title made of them alone tells nothing.
///
/// A list, and not the words of the public pages: a title that leaked would be among those.
enum OrdinaryWords {
    static func contains(_ word: String) -> Bool { words.contains(word) || word.allSatisfy(\.isNumber) }

    private static let words = Set(
        """
        a about above access account action active activities activity add after again agenda alert alerts all also an
        and answer answers api apply approval approve archive area areas as ask at audit backup backups base basics be
        before begin best better between board brief budget build builds business by calendar call calls can case
        cases catalog change changes check checks choice choices claim class clean close cloud cluster code common
        config contact contacts content context contract contracts copy cost costs create criteria current customer
        daily data date dates day days deal debug decide decision decisions default delay delays delete delivery
        deploy design detail details develop do docs document done down draft drift due each edit effort email end
        engineer entry error errors event events every example export extra facts fail failure faq feature features
        feedback field fields figure figures file files final find first fix fixes flow focus folder follow for form
        format forms from general get give glossary go goal goals good group groups guide guides half handover head
        health help history holiday holidays home hour hours how idea ideas if image images import improve in index
        info inputs install internal into intro is issue issues it items job jobs join keep key keys kick kickoff know
        label labels large last later launch lead learn lessons level levels library limit limits line lines link
        links list lists local log logs look main make manage manager map maps margin market master matter meet
        meeting meetings member members menu message method metric metrics migrate mission model models module money
        monitor month monthly more move name names need needs network new news next night no node note notes notice
        number numbers of off office offer on once one online open option options or order orders other our out
        outage output outputs over overview owner owners page pages part parts party path pause people period person
        phase phases pipeline place plan plans plain platform play point points policy poll portal post practice
        price prices private process product profile profit program progress project promote proof proposal public
        purpose quality quarter query question questions queue quick quote rate rates read reader reason record
        records reject release remove report reports request research reset resource respond restore result results
        retro return review reviews risk risks roadmap role roles rollback root round rule rules run runbook runs
        safety sales sample schedule schema scope score script search second secret secrets section security see
        send series server service services session sessions set setup share sheet ship short show side sign site
        size skills small source space spec speed sprint staff staffing stage start state status step steps stock
        stop storage store story strategy stream summary supplier support survey switch system systems table tables
        tag tags task tasks team teams template terms test testing tests text the their them then these things this
        tickets time timeline times title to today token tokens tool tools topic topics total track train training
        travel trial type types under unit up update updates upgrade usage use used user users value values vendor
        version view vision wait watch way week weekly weeks welcome what when where who why wiki will window with
        word words work workbook working works write year your
        """.split(whereSeparator: \.isWhitespace).map(String.init))
}
