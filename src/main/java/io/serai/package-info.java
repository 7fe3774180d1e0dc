/** Serai: a payments integration and routing hub. Routing is theirs, safety is ours. */
@NullMarked
package io.serai;

import org.jspecify.annotations.NullMarked;
