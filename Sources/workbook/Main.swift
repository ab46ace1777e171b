import Commands
import Glibc

@main
struct Main {
    static func main() async {
        exit(await Workbook.run(Array(CommandLine.arguments.dropFirst()), in: .live).rawValue)
    }
}
