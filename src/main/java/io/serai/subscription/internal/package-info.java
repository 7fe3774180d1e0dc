/** How subscriptions are made, kept, moved on and shown. */
@NullMarked
package io.serai.subscription.internal;

import org.jspecify.annotations.NullMarked;
