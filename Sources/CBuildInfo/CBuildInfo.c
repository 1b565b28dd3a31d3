#include "CBuildInfo.h"

// A C definition is the one way in which Package.swift can hand a value to a build without writing
// a file into the source tree.
const char *usagectl_build_commit(void) { return USAGECTL_COMMIT; }
