/** The first figures: a load client, the packaged hub, and the peer it is measured against. */
@NullMarked
package io.serai.bench;

import org.jspecify.annotations.NullMarked;
