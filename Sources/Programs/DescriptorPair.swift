import CSpawn

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The two ends of a new pipe, neither of which a program that is started inherits.
struct DescriptorPair {
    let reading: Int32
    let writing: Int32

    init() throws(ProgramFault) {
        var ends: [Int32] = [-1, -1]
        // Sound: the array has room for the two descriptors that are written.
        #if canImport(Darwin)
            let made = unsafe pipe(&ends)
            for end in ends where made == 0 { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        #else
            let made = unsafe pipe2(&ends, O_CLOEXEC)
        #endif
        guard made == 0 else { throw ProgramFault(doing: "no pipe can be opened", error: errno) }
        reading = ends[0]
        writing = ends[1]
    }
}
