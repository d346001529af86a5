package io.pareidolia.bot.control;

import java.nio.file.Path;

/** Another process over the same data folder. */
final class Holder {
    private Holder() {}

    public static void main(String[] arguments) throws InterruptedException {
        Path folder = Path.of(arguments[1]);
        if (arguments[0].equals("asks")) {
            System.out.println(DataFolder.isHeld(folder));
            return;
        }
        try (DataFolder held = DataFolder.open(folder)) {
            System.out.print('!');
            System.out.flush();
            Thread.sleep(100_000);
            System.out.println(held.path());
        }
    }
}
