/** How bulk refunds are gathered, paced and shown. */
@NullMarked
package io.serai.refund.internal;

import org.jspecify.annotations.NullMarked;
