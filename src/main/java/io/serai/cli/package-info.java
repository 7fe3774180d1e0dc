/** The command {@code serai} for people. It may use every room; no room uses it. */
@NullMarked
package io.serai.cli;

import org.jspecify.annotations.NullMarked;
