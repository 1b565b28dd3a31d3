import UsagectlCommands

await Usagectl.start()
