/** How webhooks are kept, signed and sent. */
@NullMarked
package io.serai.webhook.internal;

import org.jspecify.annotations.NullMarked;
