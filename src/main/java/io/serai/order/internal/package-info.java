/** How orders are priced, kept, moved on and shown. */
@NullMarked
package io.serai.order.internal;

import org.jspecify.annotations.NullMarked;
