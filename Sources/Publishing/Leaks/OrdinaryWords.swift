/// Words that any public page may say: a title made of them alone tells nothing.
///
/// A list, and not the words of the public pages: a title that leaked would be among those.
enum OrdinaryWords {
    static func contains(_ word: String) -> Bool { words.contains(word) || word.allSatisfy(\.isNumber) }

    private static let words = Set(
        """
        a about above access account action active activities activity add after again agenda alert alerts all also an
        and answer answers api apply approval approve architecture architectures archive area areas as ask at audit
        authentication authorization availability background backup backups base basics be before begin best better
        between board brief budget build builds business by calendar call calls can case cases catalog certificate
        certificates change changelog changes check checks choice choices claim class clean close cloud cluster code
        common compatibility components concepts conclusion config configuration connection considerations contact
        contacts content context contract contracts contributing contributors conventions copy cost costs create
        criteria current customer daily data database databases date dates day days deal debug debugging decide
        decision decisions default definitions delay delays delete delivery dependencies dependency deploy deployment
        deployments description design detail details develop development discussion do docs document documentation
        done down draft drift due each edit effort email end engineer entry environment environments error errors
        escalation evaluation event events every example export extra facts fail failure faq feature features feedback
        field fields figure figures file files final find first fix fixes flow focus folder follow for form format
        forms from general get give glossary go goal goals good group groups guide guidelines guides half handover head
        health help history holiday holidays home hour hours how idea ideas if image images import improve in incidents
        index info infrastructure inputs install installation instructions integration integrations internal into intro
        introduction investigation is issue issues it items job jobs join keep key keys kick kickoff know kubernetes
        label labels large last later launch lead learn lessons level levels library limit limits line lines link links
        list lists local log logs look main maintenance make manage management manager map maps margin market master
        matter meet meeting meetings member members menu message method methodology metric metrics migrate migration
        migrations mission mitigation model models module money monitor monitoring month monthly more motivation move
        name names need needs network networking new news next night no node note notes notice notifications number
        numbers objectives observability of off offer office on onboarding once one online open operations option
        options or order orders organisation organization other our out outage output outputs over overview owner
        owners page pages part parts party path pause people period permissions person phase phases pipeline place
        plain plan plans platform play point points policy poll portal post practice preparation prerequisites price
        prices principles private procedure procedures process processes product production profile profit program
        progress project promote proof proposal public publishing purpose quality quarter query question questions
        queue quick quote rate rates read reader reason recommendations record records refactoring references
        registration regression reject release reliability remove report reports repositories repository request
        requirements research reset resolution resource respond responsibilities restore result results retention retro
        return review reviews risk risks roadmap role roles rollback root round rule rules run runbook runs safety
        sales sample schedule scheduling schema scope score script search second secret secrets section security see
        send serialization series server service services session sessions set setup share sheet ship short show side
        sign site size skills small source space spec specification speed sprint staff staffing stage staging standards
        start state status step steps stock stop storage store story strategy stream structure subscriptions summary
        supplier support survey switch system systems table tables tag tags task tasks team teams technologies
        technology template terminology terms test testing tests text the their them then these things this tickets
        time timeline times title to today token tokens tool tools topic topics total track train training travel trial
        troubleshooting tutorials type types under understanding unit up update updates upgrade usage use used user
        users validation value values vendor verification version view vision visualisation visualization
        vulnerabilities wait watch way week weekly weeks welcome what when where who why wiki will window with word
        words work workbook workflows working works write year your
        """.split(whereSeparator: \.isWhitespace).map(String.init))
}
