/** How unknown outcomes are resolved. */
@NullMarked
package io.serai.resolution.internal;

import org.jspecify.annotations.NullMarked;
