package io.serai.routing.check;

import java.nio.file.Path;

/** Where something stands; line and column count from 1. */
record Place(Path file, int line, int column) {

  static Place top(Path file) {
    return new Place(file, 1, 1);
  }
}
