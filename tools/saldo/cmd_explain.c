/* SPDX-License-Identifier: GPL-3.0-or-later */
int cmd_explain(int argc, char **argv);
int cmd_explain(int argc, char **argv)
{
    (void)argc;
    (void)argv;
    return 0;
}
