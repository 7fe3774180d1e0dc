package io.serai.routing.test;

/**
 * A place in a test file.
 *
 * @param file its path, as it was found
 * @param line from 1
 */
record Place(String file, int line) {

  @Override
  public String toString() {
    return file + ":" + line;
  }
}
