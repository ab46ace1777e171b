import FoundationEssentials

extension Surroundings {
    /// The absolute path of `path`, without `.` and `..` in it.
    package func absolute(_ path: String) -> String {
        let joined = path.hasPrefix("/") ? path : directory + "/" + path
        let standard = URL(filePath: joined).standardizedFileURL.path
        return standard.count > 1 && standard.hasSuffix("/") ? String(standard.dropLast()) : standard
    }
}
