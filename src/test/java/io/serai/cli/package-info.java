/** Tests of the command line. */
@NullMarked
package io.serai.cli;

import org.jspecify.annotations.NullMarked;
