package org.lungmentor.app;

/** Says a sentence if the process is told to end while this is open: Ctrl-C, SIGTERM. */
final class OnCtrlC implements AutoCloseable {
    private final Thread hook;

    private OnCtrlC(Thread hook) {
        this.hook = hook;
    }

    static OnCtrlC run(Runnable say) {
        Thread hook = new Thread(say, "on-ctrl-c");
        Runtime.getRuntime().addShutdownHook(hook);
        return new OnCtrlC(hook);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending, and the hook has begun.
            return;
        }
    }
}
