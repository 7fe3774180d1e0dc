/** How settlement is kept. */
@NullMarked
package io.serai.settlement.internal;

import org.jspecify.annotations.NullMarked;
