package io.serai.routing.check;

import java.nio.file.Path;

/** A file that was read. */
record Source(Path file, Zone zone, Yaml root) {}
