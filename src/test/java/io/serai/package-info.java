/** Tests of the hub as a whole. */
@NullMarked
package io.serai;

import org.jspecify.annotations.NullMarked;
