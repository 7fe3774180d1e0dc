/** How notices are verified, kept and applied. */
@NullMarked
package io.serai.notice.internal;

import org.jspecify.annotations.NullMarked;
