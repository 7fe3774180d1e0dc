/** Tests of settlement. */
@NullMarked
package io.serai.settlement;

import org.jspecify.annotations.NullMarked;
