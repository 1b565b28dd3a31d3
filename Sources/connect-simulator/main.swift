import ConnectSimulator

await ConnectSimulatorCommand.start()
