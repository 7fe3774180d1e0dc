/** Tests of what the checker remembers. */
@NullMarked
package io.serai.check.internal;

import org.jspecify.annotations.NullMarked;
