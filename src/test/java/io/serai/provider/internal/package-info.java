/** Tests of how providers' failures and answers become outcomes, over real sockets. */
@NullMarked
package io.serai.provider.internal;

import org.jspecify.annotations.NullMarked;
